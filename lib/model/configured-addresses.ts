/**
 * What the projection finds in configuration: addresses, and where values come from. Nothing else of a text is kept, and no value of a
 * Secret is ever read.
 */

/**
 * Why a text is taken for an address, the surest reason first. `name`: a cluster DNS name (`cart.shop.svc`); `url`: it follows a scheme; `address`: it is
 * followed by a port; `key`: its key says so (`CART_HOST: cart`).
 */
export type MentionGround = 'name' | 'url' | 'address' | 'key';

/** An address that configuration names, not resolved yet. */
export interface Mention {
  /** Path within the object: `containers[server].env[CART_ADDR]`, `data[nginx.conf]:12`. */
  readonly field: string;
  /** In lower case, without the trailing dot. Variables are kept as written: `$(CART_HOST)`. */
  readonly host: string;
  /** Digits, or one variable. */
  readonly port?: string;
  /** In lower case: `http`, `postgresql`, `mongodb+srv`. */
  readonly scheme?: string;
  readonly ground: MentionGround;
  /** Whether a key beside it says that it is an address. */
  readonly keyed: boolean;
  /** Whether it is an external host if no Service has this name: because of its key, a known scheme, or a whole value with a port. */
  readonly outside?: boolean;
  /** For people to read: rebuilt from its parts, so that no credential can be in it. */
  readonly value: string;
  /** A default that holds only where this variable is not set: `${CART_HOST:cart}`. */
  readonly unless?: string;
}

/** An environment variable whose value is not written in the template. */
export interface ConfigVariable {
  readonly name: string;
  readonly field: string;
  /** Whether its name says that its value is an address. */
  readonly isAddress: boolean;
  readonly from:
    | { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string; readonly key: string }
    | { readonly kind: 'field'; readonly path: string };
}

/** A ConfigMap that a container takes whole: by `envFrom`, or as a volume that it mounts. */
export interface ConfigMapUse {
  readonly name: string;
  readonly by: 'envFrom' | 'volume';
  /** Of a volume with `items`: only these keys. */
  readonly keys?: readonly string[];
  readonly field: string;
}

/** What the pod template says about the connections of one container. */
export interface ContainerConfig {
  readonly container: string;
  readonly mentions: readonly Mention[];
  readonly variables: readonly ConfigVariable[];
  readonly configMaps: readonly ConfigMapUse[];
  /** Names of variables that the template sets and that other values may refer to. */
  readonly sets: readonly string[];
  /** Settings that may be addresses and come from Secrets, which are not read: `DATABASE_URL from Secret db, key url`. */
  readonly secrets: readonly string[];
}

/** One key of a ConfigMap. `plain`: its whole value, where that is a host name or a port and nothing else. */
export interface ConfigKey {
  readonly key: string;
  readonly mentions: readonly Mention[];
  readonly plain?: string;
}
