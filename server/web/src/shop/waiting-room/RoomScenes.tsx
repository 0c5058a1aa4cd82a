import type { PerformanceDetail } from '@ticket-flow/client';
import { BeforeScene } from './BeforeScene.tsx';
import { EndScene } from './EndScene.tsx';
import { InsideScene, TurnScene } from './TurnScene.tsx';
import { JoinScene } from './JoinScene.tsx';
import { LineScene, LobbyScene } from './LineScene.tsx';
import type { RoomScene } from './room-scene.ts';
import type { RoomNow } from './use-waiting-room.ts';

export interface SceneProps {
  readonly current: RoomNow;
  readonly performance: PerformanceDetail;
}

export function RoomScenes({ scene, ...props }: SceneProps & { readonly scene: RoomScene }) {
  switch (scene) {
    case 'loading':
    case 'lifted':
      return <div className="room-panel room-panel-empty" aria-busy />;
    case 'before':
      return <BeforeScene {...props} />;
    case 'signIn':
    case 'verify':
    case 'join':
      return <JoinScene step={scene} {...props} />;
    case 'lobby':
      return <LobbyScene {...props} />;
    case 'line':
    case 'paused':
      return <LineScene {...props} />;
    case 'turn':
      return <TurnScene {...props} />;
    case 'inside':
      return <InsideScene {...props} />;
    case 'full':
    case 'soldOut':
    case 'closed':
    case 'finished':
    case 'missed':
    case 'timedOut':
    case 'absent':
    case 'left':
      return <EndScene end={scene} {...props} />;
  }
}
