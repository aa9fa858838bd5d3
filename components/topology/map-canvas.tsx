'use client';
import { ReactFlow, ReactFlowProvider, useStore, useViewport, ViewportPortal } from '@xyflow/react';
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { Layout } from './layout-types';
import { Icon } from '../ui/icon';
import { MapBox, type BoxNode } from './map-node';
import { MapLines, MapTag } from './map-lines';
import { Minimap } from './minimap';
import { lineAt } from './path';
import { isTravelKey } from './travel';
import { ZoomButtons } from './zoom-buttons';
import { useBoxNodes } from './use-box-nodes';
import { useCanvasView } from './use-canvas-view';
import type { LaidOut } from './use-layout';

const NODE_TYPES = { box: MapBox };
const NO_EDGES: never[] = [];
/** How near to a line a pointer must be, in px of the screen. */
const REACH = 7;
const FAR = 0.72;
const FARTHEST = 0.4;

export interface MapCanvasProps {
  laid: LaidOut;
  /** A description of the map for screen readers. */
  label: string;
  node: string | null;
  edge: string | null;
  find: string;
  onPick: (box: string) => void;
  onLine: (line: string) => void;
  /** Called by Escape, or by a press on the background. */
  onClear: () => void;
  /** Closes an opened group; null when its band was not opened by the person. */
  onClose: (band: string) => (() => void) | null;
}

/** The map: pan, zoom, pointer and keyboard. */
export function MapCanvas(props: MapCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ laid, label, node, edge, find, onPick, onLine, onClear, onClose }: MapCanvasProps) {
  const { drawn, layout } = laid;
  const root = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState<string | null>(null);
  const { nodes, trouble, tab, setTab } = useBoxNodes({ laid, node, find, onPick });
  const { go, toMap, toWhole } = useCanvasView({ root, laid, node });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onClear();
    if (!isTravelKey(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = go(tab, event.key);
    if (next !== null) setTab(next);
  }
  const under = (event: MouseEvent): string | null => {
    const { point, zoom } = toMap(event);
    return lineAt(layout.routes, point, REACH / zoom);
  };
  return (
    <div
      ref={root}
      className="map__canvas"
      role="group"
      aria-label={label}
      data-over={over === null ? undefined : ''}
      onKeyDown={onKeyDown}
    >
      <ReactFlow<BoxNode>
        nodes={nodes}
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnDoubleClick={false}
        panOnScroll
        minZoom={0.05}
        maxZoom={2}
        proOptions={{ hideAttribution: true }}
        onPaneClick={(event) => {
          const line = under(event);
          if (line === null) onClear();
          else onLine(line);
        }}
        onPaneMouseMove={(event) => setOver(event.buttons === 0 ? under(event) : null)}
        onPaneMouseLeave={() => setOver(null)}
        onMoveStart={() => root.current?.setAttribute('data-moving', '')}
        onMoveEnd={() => root.current?.removeAttribute('data-moving')}
      >
        <ViewportPortal>
          <div className="g-ground">
            <Bands layout={layout} onClose={onClose} />
            <MapLines lines={drawn.lines} layout={layout} node={node} edge={edge} over={over} />
          </div>
          <div className="g-above">
            <MapTag lines={drawn.lines} layout={layout} edge={edge} over={over} />
          </div>
        </ViewportPortal>
        <Distance root={root} />
        <Heads layout={layout} />
        <ZoomButtons onFit={toWhole} />
        <Minimap layout={layout} trouble={trouble} />
      </ReactFlow>
    </div>
  );
}

function Bands({ layout, onClose }: { layout: Layout; onClose: MapCanvasProps['onClose'] }) {
  return layout.bands
    .filter(({ key }) => key !== '')
    .map((band) => {
      const close = onClose(band.key);
      const { x: left, y: top, width, height } = band;
      return (
        <div key={band.key} className="g-system" style={{ left, top, width, height }}>
          {close === null ? (
            <span title={band.label}>{band.label}</span>
          ) : (
            <button type="button" onClick={close} title={band.label}>
              {band.label}
              <Icon name="close" label={`Close ${band.label}`} />
            </button>
          )}
        </div>
      );
    });
}

/** Semantic zoom: sets the distance on the root of the map; the styles decide what is shown at each distance. */
function Distance({ root }: { root: RefObject<HTMLDivElement | null> }) {
  const far = useStore(({ transform }) =>
    transform[2] < FARTHEST ? 'farthest' : transform[2] < FAR ? 'far' : 'near',
  );
  useEffect(() => root.current?.setAttribute('data-distance', far), [root, far]);
  return null;
}

function Heads({ layout }: { layout: Layout }) {
  const { x, zoom } = useViewport();
  return (
    <div className="g-heads" aria-hidden="true">
      {layout.heads.map((head) => (
        <span key={head.label} style={{ transform: `translateX(${head.x * zoom + x}px)` }}>
          {head.label}
        </span>
      ))}
    </div>
  );
}
