// Whether a server can serve: node ready.mjs <address of /readyz> <seconds>. Asks until it can, or for so many seconds; ends with 0 or 1.
const [address, seconds] = process.argv.slice(2);
const until = Date.now() + 1_000 * Number(seconds);

/** Null: it can; otherwise why not. */
async function problem() {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? null : await answer.text();
  } catch (error) {
    return `${address} does not answer: ${error.cause?.message ?? error.message}`;
  }
}

for (;;) {
  const found = await problem();
  if (found === null) break;
  if (Date.now() >= until) {
    console.error(found);
    process.exitCode = 1;
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
}
