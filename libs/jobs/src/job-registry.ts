import { Injectable } from '@nestjs/common';
import type { JobDefinition } from './job';

/** The kinds of job this process knows. Domain modules register theirs when they are made, before the queues open. */
@Injectable()
export class JobRegistry {
  private readonly definitions = new Map<string, JobDefinition>();

  /** @throws {Error} when the name is taken */
  register<Payload>(definition: JobDefinition<Payload>): void {
    if (this.definitions.has(definition.name)) throw new Error(`Two jobs are named ${definition.name}`);
    this.definitions.set(definition.name, definition as JobDefinition);
  }

  find(name: string): JobDefinition | undefined {
    return this.definitions.get(name);
  }

  /** Names of the jobs that want to know of an outbox topic. */
  subscribers(topic: string): string[] {
    return this.all()
      .filter(({ topics }) => topics?.includes(topic))
      .map(({ name }) => name);
  }

  /** All known jobs, by name. */
  all(): JobDefinition[] {
    return [...this.definitions.values()].sort((a, b) => a.name.localeCompare(b.name));
  }
}
