/** Sends a request as it is, over a connection of its own, and reads until the server closes it. */
export async function exchange(port: number, request: string): Promise<string> {
  using connection = await Deno.connect({ port, hostname: "127.0.0.1" });
  const writer = connection.writable.getWriter();
  await writer.write(Uint8Array.from(request, (char) => char.charCodeAt(0)));
  return await new Response(connection.readable).text();
}
