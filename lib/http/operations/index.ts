export * from './changes';
export * from './logs';
export * from './self';
export * from './world';
