export * from './keyring.ts';
export * from './keyring-files.ts';
export * from './sealed-secret.ts';
export * from './secret-text.ts';
