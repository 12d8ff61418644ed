/** What the attacker's steps are called, with the tactic and the technique of ATT&CK (https://attack.mitre.org/matrices/enterprise/cloud/). */
export const STEPS = {
  'first-use': {
    title: 'Leaked CI key used from a foreign address',
    tactic: 'TA0001 Initial Access',
    technique: 'T1078.004',
  },
  reconnaissance: {
    title: 'Users, roles, buckets and trails listed',
    tactic: 'TA0007 Discovery',
    technique: 'T1087.004',
  },
  'region-sweep': { title: 'Instances described in every region', tactic: 'TA0007 Discovery', technique: 'T1580' },
  'access-denied-burst': {
    title: 'Rights tried out, refused one after the other',
    tactic: 'TA0007 Discovery',
    technique: 'T1526',
  },
  'run-command': {
    title: 'Shell command run as root on the web instance',
    tactic: 'TA0002 Execution',
    technique: 'T1651',
  },
  'role-credentials-outside': {
    title: 'Credentials of the instance role used from outside',
    tactic: 'TA0006 Credential Access',
    technique: 'T1552.005',
  },
  'create-backdoor-user': {
    title: 'Administrator user with key and password created',
    tactic: 'TA0003 Persistence',
    technique: 'T1136.003',
  },
  'open-role-trust': {
    title: 'Trust of a data role opened to an external account',
    tactic: 'TA0003 Persistence',
    technique: 'T1098.001',
  },
  'console-sign-in': {
    title: 'Console sign-in as the new user, without a second factor',
    tactic: 'TA0001 Initial Access',
    technique: 'T1078.004',
  },
  'create-intermediate-user': {
    title: 'Intermediate user created and used',
    tactic: 'TA0003 Persistence',
    technique: 'T1136.003',
  },
  'intermediate-user-discovery': {
    title: 'Intermediate user reads secrets and parameters',
    tactic: 'TA0006 Credential Access',
    technique: 'T1555.006',
  },
  'assume-into-development': {
    title: 'Role assumed in the development account',
    tactic: 'TA0008 Lateral Movement',
    technique: 'T1550.001',
  },
  'development-discovery': { title: 'Development account searched', tactic: 'TA0007 Discovery', technique: 'T1580' },
  'share-snapshot': {
    title: 'Snapshot of the data volume made and shared with an external account',
    tactic: 'TA0010 Exfiltration',
    technique: 'T1537',
  },
  'assume-from-outside': {
    title: 'Opened role assumed from the external account',
    tactic: 'TA0008 Lateral Movement',
    technique: 'T1550.001',
  },
  'exfiltrate-exports': { title: 'All customer exports downloaded', tactic: 'TA0010 Exfiltration', technique: 'T1530' },
  'delete-exports': {
    title: 'Newest exports deleted (delete markers; the versions survive)',
    tactic: 'TA0040 Impact',
    technique: 'T1485',
  },
  'exfiltrate-documents': {
    title: 'First customer documents downloaded',
    tactic: 'TA0010 Exfiltration',
    technique: 'T1530',
  },
  'exfiltrate-documents-unseen': {
    title: 'Remaining customer documents downloaded while the data trail was off',
    tactic: 'TA0010 Exfiltration',
    technique: 'T1530',
  },
  'trail-discovery': { title: 'Trails and their selectors read', tactic: 'TA0007 Discovery', technique: 'T1526' },
  'delete-org-trail-denied': {
    title: 'Deletion of the organisation trail tried',
    tactic: 'TA0005 Defense Evasion',
    technique: 'T1562.008',
  },
  'stop-logging': {
    title: 'Logging of the data trail stopped',
    tactic: 'TA0005 Defense Evasion',
    technique: 'T1562.008',
  },
  'cut-event-selectors': {
    title: 'Data events taken out of the data trail',
    tactic: 'TA0005 Defense Evasion',
    technique: 'T1562.008',
  },
  'prepare-miner': {
    title: 'Key pair and open security group made in an unused region',
    tactic: 'TA0005 Defense Evasion',
    technique: 'T1535',
  },
  'run-miner': { title: 'Mining instance started', tactic: 'TA0040 Impact', technique: 'T1496' },
  'terminate-miner': {
    title: 'Mining instance terminated by the attacker',
    tactic: 'TA0005 Defense Evasion',
    technique: 'T1070',
  },
  'delete-intermediate-user': {
    title: 'Intermediate user deleted',
    tactic: 'TA0005 Defense Evasion',
    technique: 'T1070.009',
  },
  'log-pollution': {
    title: 'Markup, formulas and control characters written into logs, tags and files',
    tactic: 'TA0005 Defense Evasion',
    technique: 'T1562',
  },
  'last-contact': { title: 'Last call of the attacker', tactic: 'TA0007 Discovery', technique: 'T1087.004' },
} as const;

export type StepId = keyof typeof STEPS;
