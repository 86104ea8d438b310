import 'reflect-metadata';
import { runSupervisorIfAsked } from '@isomer/embedded-postgres';

/** One program: the supervisor of the embedded database where it was started as that, the platform otherwise. */
if (!runSupervisorIfAsked()) void import('./run.js').then(({ run }) => run());
