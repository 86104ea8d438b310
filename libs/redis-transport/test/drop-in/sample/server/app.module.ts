import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller.js';
import { PlacedOrders } from './placed-orders.js';
import { StockController } from './stock.controller.js';

@Module({ controllers: [OrdersController, StockController], providers: [PlacedOrders] })
export class AppModule {}
