export * from './changes';
export * from './history';
export * from './logs';
export * from './registration';
export * from './registry';
export * from './self';
export * from './topology';
export * from './world';
