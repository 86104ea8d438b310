export * from './accounts';
export * from './authors';
export * from './credentials';
export * from './errors';
export * from './identity-api';
export * from './sessions';
export * from './values';
