export { ApiCall, type ApiCallOptions } from './api-call.decorator';
export { EdgeModule, ManagementModule } from './edge.module';
export { openApiDocument } from './openapi';
export { Paginated } from './pagination.interceptor';
export { Problem } from './problem';
export { Readiness, type ReadinessReport } from './readiness';
export { setPrincipal } from './request-context';
export { body, numeric } from './validation';
