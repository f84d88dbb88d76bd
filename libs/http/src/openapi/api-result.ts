import { HttpCode, applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

interface ApiResultOptions {
  /** HTTP status of success; 200 unless given. */
  status?: number;
  description?: string;
}

/** Declares what an operation answers when it succeeds, and with which status. */
export function ApiResult(schema: z.ZodType | null, options: ApiResultOptions = {}): MethodDecorator {
  const status = options.status ?? (schema === null ? 204 : 200);
  const description = options.description ?? 'Done';
  return applyDecorators(
    HttpCode(status),
    ApiResponse({ status, description, ...(schema !== null && { standardSchema: schema }) }),
  );
}
