import type { Container, Workload } from '@/lib/model';

interface Technology {
  readonly id: string;
  /** The name of the product as its makers write it. */
  readonly title: string;
  /** Last words of image names. */
  readonly images: readonly string[];
  readonly ports: readonly number[];
}

function technology(id: string, title: string, images: string, ...ports: number[]): Technology {
  return { id, title, images: images.split(' '), ports };
}

/** Data stores and queues, by their usual images and ports. */
const TECHNOLOGIES: readonly Technology[] = [
  technology(
    'postgresql',
    'PostgreSQL',
    'postgres postgresql postgis timescaledb spilo pgvector pgpool',
    5432,
  ),
  technology('mariadb', 'MariaDB', 'mariadb mariadb-galera', 3306),
  technology('mysql', 'MySQL', 'mysql mysql-server percona percona-server community-server', 3306),
  technology('mongodb', 'MongoDB', 'mongo mongodb mongodb-community-server', 27017),
  technology('valkey', 'Valkey', 'valkey', 6379),
  technology('redis', 'Redis', 'redis redis-stack redis-stack-server keydb dragonfly', 6379),
  technology('kafka', 'Kafka', 'kafka cp-kafka cp-server redpanda', 9092),
  technology('rabbitmq', 'RabbitMQ', 'rabbitmq', 5672),
  technology('nats', 'NATS', 'nats nats-streaming', 4222),
  technology('memcached', 'Memcached', 'memcached memcache', 11211),
  technology('elasticsearch', 'Elasticsearch', 'elasticsearch', 9200),
  technology('opensearch', 'OpenSearch', 'opensearch', 9200),
  technology('cassandra', 'Cassandra', 'cassandra scylla', 9042),
  technology('etcd', 'etcd', 'etcd', 2379),
  technology('zookeeper', 'ZooKeeper', 'zookeeper cp-zookeeper', 2181),
  technology('clickhouse', 'ClickHouse', 'clickhouse clickhouse-server', 8123, 9000),
  technology('minio', 'MinIO', 'minio', 9000),
  technology('mssql', 'SQL Server', 'mssql mssql-server azure-sql-edge', 1433),
  technology('cockroachdb', 'CockroachDB', 'cockroach cockroachdb', 26257),
  technology('pulsar', 'Pulsar', 'pulsar pulsar-all', 6650),
  technology('activemq', 'ActiveMQ', 'activemq activemq-classic activemq-artemis artemis', 61616),
  technology('neo4j', 'Neo4j', 'neo4j', 7687),
  technology('influxdb', 'InfluxDB', 'influxdb', 8086),
];

/** Images that belong to a store but are none: `redis-exporter`, `mongo-express`, `kafka-ui`. */
const COMPANIONS =
  /(?:exporter|express|ui|admin|operator|client|commander|insight|proxy|backup|migrat\w*|connect|controller|reloader|init|tools?|console|stream\w*|bridge|consumer|producer|worker)$/u;

/** The data store or queue that a workload runs, by image and port; null for other workloads. */
export function technologyOf(workload: Workload): string | null {
  for (const { image, ports } of workload.spec.template.containers) {
    const name = nameOf(image);
    const found =
      name === 'server'
        ? // Only the folder distinguishes Microsoft's image.
          TECHNOLOGIES.find(({ id }) => id === 'mssql' && /(?:^|\/)mssql\/server/u.test(image))
        : (BY_IMAGE.get(name) ?? byPort(name, ports));
    if (found) return found.id;
  }
  return null;
}

/** `PostgreSQL` of `postgresql`. */
export function technologyTitle(id: string): string {
  return TECHNOLOGIES.find((one) => one.id === id)?.title ?? id;
}

const BY_IMAGE = new Map(TECHNOLOGIES.flatMap((one) => one.images.map((image) => [image, one] as const)));

/** `registry.example/bitnami/redis:7.2` → `redis`. */
function nameOf(image: string): string {
  const path = image.split('@')[0] ?? '';
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/:.*$/u, '')
    .toLowerCase();
}

/** An image whose name only contains the word is the store only where it opens the store's port. */
function byPort(name: string, ports: Container['ports']): Technology | undefined {
  if (ports.length === 0 || COMPANIONS.test(name)) return undefined;
  const words = name.split(/[-_.]/u);
  return TECHNOLOGIES.find(
    (one) =>
      one.images.some((image) => words.includes(image)) &&
      ports.some(({ containerPort }) => one.ports.includes(containerPort)),
  );
}
