/** Writes seconds as .NET writes a TimeSpan: `07:01:20`, or `20.09:58:55` from a day on. */
export function timeSpanText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const days = Math.floor(whole / 86_400);
  const clock = [(whole % 86_400) / 3600, (whole % 3600) / 60, whole % 60].map((part) =>
    pad(Math.floor(part)),
  );
  return (days > 0 ? `${days}.` : '') + clock.join(':');
}
