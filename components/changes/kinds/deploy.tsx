import { counted } from '../../list/counted';
import { fieldError } from '../field-error';
import { ImageField } from '../image-field';
import { SelectField } from '../select-field';
import type { ActionFieldsProps, ActionForm } from './form';

export const deployForm: ActionForm<'deploy'> = {
  verb: 'Deploy',
  prominent: true,
  icon: 'up',
  preposition: 'to',
  passive: { cannot: 'be deployed to', can: 'deployed' },
  values: ['container', 'image'],
  fields: ['params.image', 'params.container', 'reason'],
  fits: ({ containers }) => containers.length > 0,
  unfit: 'it has no containers',
  note({ containers }) {
    const [container, ...others] = containers;
    return container === undefined || others.length > 0
      ? counted(containers.length, 'container')
      : container.version;
  },
  fill({ containers }, typed) {
    const container = containers.find(({ name }) => name === typed.container) ?? containers[0];
    return { container: container?.name ?? '', image: typed.image ?? container?.image ?? '' };
  },
  params({ container = '', image: typed = '' }, { containers }) {
    const image = typed.trim();
    return containers.length > 1 ? { container, image } : { image };
  },
  query: ({ container, image }) => ({ ...(container === undefined ? {} : { container }), image }),
  button: ({ title }) => title,
  Fields: ImageFields,
};

function ImageFields({ workload, filled, typed, error, autoFocus, onValues }: ActionFieldsProps) {
  const { container = '', image = '' } = filled;
  return (
    <>
      {workload.containers.length < 2 ? null : (
        <SelectField
          label="Container"
          value={container}
          options={workload.containers.map(({ name }) => ({ value: name, label: name }))}
          // Another container has another image: what was typed for the first is dropped.
          onChange={(chosen) => onValues({ container: chosen })}
          error={fieldError('Container', error?.field('params.container'))}
        />
      )}
      <ImageField
        value={image}
        autoFocus={autoFocus}
        onChange={(next) => onValues({ ...typed, image: next })}
        error={fieldError('Image', error?.field('params.image'))}
      />
    </>
  );
}
