import { request } from 'node:https';
import { startChild, waitUntilUp, type Child, type Guard } from './child';
import type { ComponentSpecs } from './components';
import type { Settings } from './settings';

/** The five processes of one control plane, and the kubelet of a mortal node. */
export class Processes {
  private readonly children = new Map<keyof ComponentSpecs, Child>();

  constructor(
    private readonly settings: Settings,
    private readonly specs: ComponentSpecs,
    private readonly guard: Guard,
  ) {}

  async startAll(onProgress: (line: string) => void): Promise<void> {
    const { ports } = this.settings;
    await this.startEtcd();
    onProgress('etcd is up');
    await this.startApiServer();
    onProgress(`API server is up at ${this.settings.server}`);
    this.start('kwok');
    if (this.settings.mortal) this.start('kubelet');
    await Promise.all([
      waitUntilUp(this.start('controllers'), () => answers(`https://127.0.0.1:${ports.controllers}/healthz`)),
      waitUntilUp(this.start('scheduler'), () => answers(`https://127.0.0.1:${ports.scheduler}/healthz`)),
    ]);
    onProgress('controller manager and scheduler are up');
  }

  pids(): number[] {
    return [...this.children.values()].filter((child) => child.ended() === null).map((child) => child.pid);
  }

  async startApiServer(): Promise<void> {
    const running = this.children.get('apiServer');
    if (running?.ended() === null) throw new Error('the API server is running already');
    await waitUntilUp(this.start('apiServer'), () => answers(`${this.settings.server}/readyz`));
  }

  async killApiServer(signal: NodeJS.Signals): Promise<void> {
    await this.children.get('apiServer')?.stop(signal);
  }

  async killKubelet(): Promise<void> {
    await this.children.get('kubelet')?.stop('SIGKILL');
  }

  signalApiServer(signal: NodeJS.Signals): void {
    const child = this.children.get('apiServer');
    if (child?.ended() === null) process.kill(child.pid, signal);
  }

  /** Stops the API server before etcd: without etcd it would not end, and would keep its port. */
  async stopAll(): Promise<void> {
    this.signalApiServer('SIGCONT');
    const clients = (['kwok', 'kubelet', 'controllers', 'scheduler'] as const).flatMap(
      (name) => this.children.get(name) ?? [],
    );
    await Promise.all(clients.map((child) => child.stop()));
    await this.children.get('apiServer')?.stop('SIGTERM', 2_000);
    await this.children.get('etcd')?.stop();
  }

  private async startEtcd(): Promise<void> {
    const url = `http://127.0.0.1:${this.settings.ports.etcd}/health`;
    await waitUntilUp(this.start('etcd'), async () => (await fetch(url)).ok);
  }

  private start(name: keyof ComponentSpecs): Child {
    const child = startChild(this.specs[name], this.guard);
    this.children.set(name, child);
    return child;
  }
}

/** Whether the URL answers 200. Certificates are not verified, because each process creates its own at its start. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request(url, { rejectUnauthorized: false, agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => {
      resolve(false);
    });
    call.end();
  });
}
