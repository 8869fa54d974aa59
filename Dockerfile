# One server: docs/deploying.md, "A container".
FROM denoland/deno:2.9.6
WORKDIR /app
COPY . .
RUN deno install --frozen && deno task build && mkdir /data && chown deno:deno /data
USER deno
ENV KV_URL=/data/vieraugen.sqlite3
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=20s CMD ["deno", "eval", "--no-config", "const { ok } = await fetch(`http://127.0.0.1:${Deno.env.get('PORT') ?? 8000}/healthz`); Deno.exit(ok ? 0 : 1)"]
CMD ["run", "--no-code-cache", "--v8-flags=--optimize-for-size", "--no-prompt", "--cached-only", "--deny-net", "--deny-ffi", "--deny-sys", "--deny-import", "--allow-env", "--allow-write=/data", "--allow-run", "launch.ts"]
