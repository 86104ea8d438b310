export type {
  HandleEvent,
  IncomingCall,
  IncomingEvent,
  OutgoingCall,
  OutgoingEvent,
  OutgoingStream,
  Replica,
  ReplicaInfo,
  Reply,
  ServeCall,
} from './calls';
export {
  KeyedIdentity,
  netstrings,
  type Identity,
  type KeyedIdentityOptions,
  type Peer,
  type Refusal,
  type TrustedService,
} from './identity';
export type { ConnectionStatus, Log, LogLevel, RedisStreamsOptions } from './options';
export { UndeliverableEvent } from './events/undeliverable-event';
export type { DeadLetterPage } from './dead-letters/list';
export type { DeadLetter } from './wire/dead-letter';
export { describeRedis } from './redis/address';
export { openTelemetry } from './telemetry/open-telemetry';
export type { Kind, Measure, Sending, Telemetry } from './telemetry/telemetry';
export { RedisStreamsTransport } from './transport';
export { TransportError, type FailureCode } from './transport-error';
export {
  REDIS_STREAMS,
  RedisStreamsServer,
  type RedisStreamsServerOptions,
} from './nest/redis-streams-server';
export { RedisStreamsClient, type RedisStreamsClientOptions } from './nest/redis-streams-client';
export { RedisStreamsContext } from './nest/streams-context';
export { RedisStreamsRecord, RedisStreamsRecordBuilder, type RecordOptions } from './nest/record';
