// tfjs-core without its optimizers: its own index registers them all on import.
import '@tensorflow/tfjs-core/dist/base_side_effects';
export * from '@tensorflow/tfjs-core/dist/base';
