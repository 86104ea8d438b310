import 'reflect-metadata';
import { hello } from '@isomer/kernel';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
@Controller()
class C {
  @Get() get() {
    return hello;
  }
}
@Module({ controllers: [C] })
class M {}
void (async () => {
  const app = await NestFactory.create(M, new FastifyAdapter());
  await app.init();
  const r = await app.getHttpAdapter().getInstance().inject({ url: '/' });
  console.log(r.body);
  await app.close();
})();
