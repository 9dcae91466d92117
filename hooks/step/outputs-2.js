// @bun
import{mm,oc}from"./shared-38.js";import"./shared-20.js";import"./shared-45.js";import"./shared-13.js";import"./shared-41.js";import"./shared-79.js";import"./shared-68.js";import"./shared-5.js";import"./shared-82.js";import"./shared-46.js";import"./shared-65.js";export{oc as autoPasses,mm as outputs};
