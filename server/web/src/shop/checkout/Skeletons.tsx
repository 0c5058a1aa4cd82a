import { Bone, Waiting } from '../../shared/ui/Waiting.tsx';

/** What the line about the event will look like. */
function StripBones() {
  return (
    <div className="event-strip">
      <Bone className="event-strip-bone" width={72} height={101} />
      <div className="bones">
        <Bone width="55%" height={26} />
        <Bone width="80%" />
        <Bone width="40%" />
      </div>
    </div>
  );
}

export function OrdersSkeleton() {
  return (
    <Waiting className="stack">
      <div className="order-groups" aria-hidden>
        {[96, 88, 96].map((width, k) => (
          <Bone key={k} className="bone-pill" width={width} height={44} />
        ))}
      </div>
      {[0, 1, 2].map((k) => (
        <div key={k} className="order-card card" aria-hidden>
          <StripBones />
          <div className="order-card-foot">
            <Bone width={96} height={26} />
            <Bone width={120} height={22} />
            <Bone className="bone-end" width={84} height={22} />
          </div>
        </div>
      ))}
    </Waiting>
  );
}

export function OrderSkeleton() {
  return (
    <Waiting className="stack">
      <StripBones />
      <Bone className="bone-card" height={220} />
      <Bone className="bone-card" height={320} />
    </Waiting>
  );
}

export function CheckoutSkeleton() {
  return (
    <Waiting className="checkout">
      <div className="stack">
        <StripBones />
        <Bone className="bone-card" height={240} />
        <Bone className="bone-card" height={330} />
      </div>
      <Bone className="bone-card" height={300} />
    </Waiting>
  );
}
