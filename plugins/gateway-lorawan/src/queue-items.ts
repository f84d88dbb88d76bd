import { type GatewayContext, z } from '@app/plugin-sdk';

const KEPT_S = 30 * 86_400;
const enqueued = z.object({ id: z.uuid() });

/** Which of our orders an item in ChirpStack's queue is: its REST API takes no id of ours, and answers its own. */
export class QueueItems {
  constructor(private readonly context: GatewayContext) {}

  /** @param answer - body of the API's answer */
  async remember(orderId: string, answer: Uint8Array): Promise<void> {
    try {
      const { id } = enqueued.parse(JSON.parse(Buffer.from(answer).toString()));
      await this.context.state.put(`item:${id}`, Buffer.from(orderId), KEPT_S);
    } catch (error) {
      // It is in the queue; how it fares will not be known.
      this.context.logger.warn(`What becomes of order ${orderId} will not be known: ${(error as Error).message}`);
    }
  }

  /** @param itemId - as events name it: the id of the order itself where it was handed over by MQTT */
  async orderOf(itemId: string): Promise<string> {
    const kept = await this.context.state.get(`item:${itemId}`);
    return kept === null ? itemId : Buffer.from(kept).toString();
  }
}
