import { STATUS_CODES } from "node:http";

/** Thrown by a handler or middleware to answer with an error status; the nearest error page shows it. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  constructor(readonly status: number, message: string = STATUS_CODES[status] ?? "", options?: ErrorOptions) {
    super(message, options);
  }
}
