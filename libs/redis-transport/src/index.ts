export type {
  HandleEvent,
  IncomingCall,
  IncomingEvent,
  OutgoingCall,
  OutgoingEvent,
  Replica,
  ReplicaInfo,
  Reply,
  ServeCall,
} from './calls';
export type { ConnectionStatus, Log, LogLevel, RedisStreamsOptions } from './options';
export { RedisStreamsTransport } from './transport';
export { TransportError, type FailureCode } from './transport-error';
export {
  REDIS_STREAMS,
  RedisStreamsServer,
  type RedisStreamsServerOptions,
} from './nest/redis-streams-server';
export { RedisStreamsClient, type RedisStreamsClientOptions } from './nest/redis-streams-client';
export { RedisStreamsContext } from './nest/streams-context';
