/** Name and version of this tool, as custody entries and manifests carry it. */
export const tool = 'virga 0.1.0';
