import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { Shop } from './shop.js';

async function bootstrap(): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'warn'] });
  const shop = app.get(Shop);
  const told = process.argv[2] === 'burst' ? await shop.burst() : await shop.answers();
  await app.close();
  console.log(JSON.stringify(told));
}

void bootstrap();
