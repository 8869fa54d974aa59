/** A self-signed certificate for one address, made by openssl, as PEM files in a directory. */
export async function makeCertificate(
  directory: string,
  address: string,
): Promise<{ certFile: string; keyFile: string }> {
  const [certFile, keyFile] = [`${directory}/cert.pem`, `${directory}/key.pem`];
  const { success, stderr } = await new Deno.Command("openssl", {
    args: ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
      .concat("-keyout", keyFile, "-out", certFile, "-subj", `/CN=${address}`)
      .concat("-addext", `subjectAltName=IP:${address}`, "-addext", "basicConstraints=critical,CA:FALSE"),
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`openssl made no certificate: ${new TextDecoder().decode(stderr)}`);
  return { certFile, keyFile };
}
