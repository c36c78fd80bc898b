/** An instant as it is stored, in the clock of the site's zone, as a field of date and time has it. */
export const toZone = (instant, zone) => {
  const time = new Date(instant ?? "");
  return Number.isNaN(time.getTime()) ? "" : clockOf(time, zone);
};

/** And back; null for a time that is none. */
export const fromZone = (clock, zone) => {
  const first = new Date(`${clock}Z`);
  if (Number.isNaN(first.getTime())) return null;
  // Twice: the first guess may lie on the other side of a change to summer time.
  let time = first;
  for (let step = 0; step < 2; step += 1) time = new Date(first.getTime() - (asUtc(time, zone) - time.getTime()));
  return `${time.toISOString().slice(0, 19)}Z`;
};

const asUtc = (time, zone) => new Date(`${clockOf(time, zone)}Z`).getTime();

const clockOf = (time, zone) => {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, hourCycle: "h23",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`;
};
