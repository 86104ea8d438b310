export * from './comment';
export * from './comments-api';
export * from './counts';
export * from './errors';
export * from './events';
export * from './imported-comment';
export * from './thread';
export * from './votes';
