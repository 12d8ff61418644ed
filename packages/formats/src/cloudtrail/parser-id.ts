/** Source id of every row, and parser id with version: raise it when the same record would make another row. */
export const cloudTrailSource = 'aws/cloudtrail';
export const cloudTrailParser = 'aws/cloudtrail@1';
