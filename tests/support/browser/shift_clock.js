// Runs before the page's own code: its clock shows another time and goes on from there.
{
  const RealDate = Date;
  const now = () => RealDate.now() + SHIFT_MS;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, self) => Reflect.construct(target, args.length ? args : [now()], self),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
}
