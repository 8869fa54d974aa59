import assert from "node:assert/strict";
import { errorAnswers } from "../../../server/middlewares/error_answers.tsx";
import { type RequestLine, requestLog } from "../../../server/middlewares/request_log.ts";
import { appOf } from "../../support/app.ts";

Deno.test("requestLog: one line per request with the route's pattern, never the path; of a defect also the stack", async () => {
  const lines: string[] = [];
  const counted: RequestLine[] = [];
  const ask = appOf([requestLog((line) => lines.push(line), (line) => counted.push(line)), errorAnswers], {
    "/api/rooms/:room": () => new Response(),
    "/api/about": () => {
      throw new Error("Ada Berg");
    },
  });
  await ask("/api/rooms/secret-room?code=123", { method: "POST" });
  const { time, id, ms, ...line } = JSON.parse(lines[0]!);
  assert.deepEqual(line, { method: "POST", route: "/api/rooms/:room", status: 200 });
  assert.ok(!Number.isNaN(Date.parse(time)) && /^[\w-]{22}$/.test(id) && ms >= 0);
  await ask("/api/about");
  assert.deepEqual([JSON.parse(lines[1]!).status, JSON.parse(lines[1]!).code], [500, "internal"]);
  assert.match(JSON.parse(lines[2]!).error, /^Error at .*request_log_test/);
  assert.deepEqual([lines.length, counted.length], [3, 2]);
  for (const hidden of ["secret-room", "123", "Ada"]) assert.ok(!lines.join().includes(hidden), hidden);
});
