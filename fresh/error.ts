import { STATUS_CODES } from "node:http";

/** An answer other than success, thrown by a handler or a middleware and shown by the nearest error page. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  constructor(readonly status: number, message: string = STATUS_CODES[status] ?? "", options?: ErrorOptions) {
    super(message, options);
  }
}
