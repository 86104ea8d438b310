export { type Access, authenticated, everyone, role, systemOnly } from './contract/access';
export {
  type CallOptions,
  type ContractClass,
  type Handler,
  command,
  contract,
  query,
  stream,
} from './contract/contract';
export { CallError, type AnyErrorClass, type Meaning, error } from './contract/errors';
export { type EventClass, type Payload, event } from './contract/event';
export * from './contract/framework-errors';
export { sentences } from './contract/sentences';
export { type RepublishFrom, type Republished, republish, republishCall } from './contract/republish';
export { type Member, type Principal, anonymous, hasRole } from './contract/principal';
export { type ContractSnapshot, contractSnapshot } from './contract/snapshot';
export { type JsonSchema, incompatibilities } from './contract/compatibility';
export { Bindings } from './call/bindings';
export { operationHashes } from './call/operation';
export { callerHasRole, callerId, memberId, sessionId } from './call/caller';
export { CallContext, runAs } from './call/call-context';
export { type ContextDeclaration, ContextModule, declarationOf, schemaOf } from './context/context-module';
export { IncompatibleContract, breakingChanges } from './context/contract-mismatch';
export { IsomerModule, type IsomerOptions } from './context/isomer.module';
export { Placement } from './context/placement';
export { Serving } from './context/serving';
export {
  type Configuration,
  ConfigurationError,
  contextDatabaseVariable,
  readConfiguration,
} from './configuration/configuration';
export { Settings } from './configuration/settings';
export { envExample, variables } from './configuration/variables';
export { sharedServiceKeys } from './service-keys/made-service-keys';
export { newServiceKeys, type NewServiceKeys } from './service-keys/new-service-keys';
export { type PrivateDocument, readServiceKeys } from './service-keys/read-service-keys';
export { type TrustedDocument, readTrustedServices } from './service-keys/read-trusted-services';
export { ServiceKeysError } from './service-keys/service-keys-error';
export type { Key, ServiceKeys, TrustedService } from './service-keys/service-keys';
export {
  type ContextSchema,
  type DatabaseAddress,
  connection,
  dataSourceOptions,
  roleOf,
} from './persistence/context-database';
export { EventDeskApi } from './event/desk-calls';
export { type DeadEvent, EventDesk, type LaneStatus, type ScheduledRun } from './event/event-desk';
export { type Realigned, Realignment } from './event/realignment';
export { type EventHandler, type Published, on } from './event/subscription';
export type { JobTime, JobTimes } from './job/job';
export { type AnySaga, type Saga, saga } from './saga/definition';
export { Sagas, type SagaView } from './saga/sagas';
export { Databases } from './persistence/databases';
export { IdempotencyStore } from './persistence/idempotency-store';
export { startAfter } from './persistence/keyset';
export { canTakeOn, migrate, pendingMigrations } from './persistence/migrate';
export { UnitOfWork } from './persistence/unit-of-work';
export { maxBodyBytes } from './call/wire';
export type * from './transport/transport';
