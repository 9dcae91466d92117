// @bun
import{Kp,zl}from"./shared-42.js";import"./shared-43.js";import"./shared-35.js";import"./shared-17.js";import"./shared-56.js";import"./shared-84.js";import"./shared-60.js";import"./shared-79.js";import"./shared-66.js";export{zl as autoPasses,Kp as outputs};
