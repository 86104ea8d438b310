export { IdentityHttpModule } from './identity-http.module';
export { IdentityModule } from './identity.module';
