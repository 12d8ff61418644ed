/**
 * Calls whose success only means that the work began: the service goes on for minutes or hours, and nothing in the record
 * says how it ended. From the API references of the services.
 */
export const longOperations: ReadonlySet<string> = new Set(
  Object.entries({
    'ec2.amazonaws.com':
      'CreateSnapshot CreateSnapshots CopySnapshot CreateImage CopyImage ExportImage ImportImage ImportSnapshot CreateInstanceExportTask CreateStoreImageTask',
    'rds.amazonaws.com':
      'CreateDBSnapshot CopyDBSnapshot CreateDBClusterSnapshot CopyDBClusterSnapshot StartExportTask RestoreDBInstanceFromDBSnapshot CreateDBInstance',
    'ssm.amazonaws.com': 'SendCommand StartAutomationExecution',
    'logs.amazonaws.com': 'CreateExportTask StartQuery',
    'cloudformation.amazonaws.com': 'CreateStack UpdateStack DeleteStack',
    'dynamodb.amazonaws.com': 'CreateBackup ExportTableToPointInTime',
    'glacier.amazonaws.com': 'InitiateJob',
    'organizations.amazonaws.com': 'CreateAccount',
    'eks.amazonaws.com': 'CreateCluster DeleteCluster',
    'cloudtrail.amazonaws.com': 'StartQuery StartImport',
  }).flatMap(([service, actions]) => actions.split(' ').map((action) => `${service}:${action}`)),
);
