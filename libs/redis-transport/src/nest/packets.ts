import type {
  ConsumerDeserializer,
  ConsumerSerializer,
  IncomingRequest,
  IncomingEvent,
  OutgoingResponse,
  ProducerDeserializer,
  ProducerSerializer,
  ReadPacket,
  WritePacket,
} from '@nestjs/microservices';

/** Nest's hooks for another form of packets. What they give must be JSON-shaped. */
export interface ServerCodec {
  serializer: ConsumerSerializer;
  deserializer: ConsumerDeserializer;
}

export interface ClientCodec {
  serializer: ProducerSerializer;
  deserializer: ProducerDeserializer;
}

export async function encodePacket(packet: ReadPacket, serializer: ProducerSerializer): Promise<string> {
  return JSON.stringify(await serializer.serialize(packet));
}

export async function decodeRequest(
  channel: string,
  body: string,
  deserializer: ConsumerDeserializer,
): Promise<IncomingRequest | IncomingEvent> {
  return await deserializer.deserialize(JSON.parse(body), { channel });
}

export function encodeResponse(packet: WritePacket, serializer: ConsumerSerializer): string {
  // Stock packets carry the id of their request too; here the transport knows which call it answers.
  return JSON.stringify(serializer.serialize(packet as OutgoingResponse));
}

export async function decodePacket(body: string, deserializer: ProducerDeserializer): Promise<WritePacket> {
  return await deserializer.deserialize(JSON.parse(body));
}
