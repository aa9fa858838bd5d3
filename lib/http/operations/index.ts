export * from './changes';
export * from './self';
export * from './world';
