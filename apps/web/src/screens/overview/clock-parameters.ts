/** What an evaporation clock knows of the parameters of its source; the acquire form drops what it does not ask for. */
export function clockParameters(clock: { region: string; target: string }): Record<string, unknown> {
  const isInstance = /^i-[0-9a-f]{8,17}$/.test(clock.target);
  const region = clock.region === 'global' ? {} : { region: clock.region };
  if (isInstance) return { ...region, instanceId: clock.target };
  const isTrail = clock.target.includes(':trail/');
  return isTrail ? { trail: clock.target } : region;
}
