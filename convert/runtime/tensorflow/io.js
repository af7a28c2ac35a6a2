// tfjs-core's `io` without the routes that the page never takes: models kept in
// local storage or IndexedDB, and files picked or downloaded by the visitor.
export {CompositeArrayBuffer} from '@tensorflow/tfjs-core/dist/io/composite_array_buffer';
export {browserHTTPRequest, http, isHTTPScheme} from '@tensorflow/tfjs-core/dist/io/http';
export {
  concatenateArrayBuffers, decodeWeights, decodeWeightsStream,
  getModelArtifactsForJSON, getModelArtifactsForJSONSync,
  getModelArtifactsInfoForJSON, getWeightSpecs,
} from '@tensorflow/tfjs-core/dist/io/io_utils';
export {fromMemory, fromMemorySync} from '@tensorflow/tfjs-core/dist/io/passthrough';
export {getLoadHandlers, getSaveHandlers, registerLoadRouter} from '@tensorflow/tfjs-core/dist/io/router_registry';
