// @bun
import{Qp,Il}from"./shared-45.js";import"./shared-46.js";import"./shared-37.js";import"./shared-22.js";import"./shared-56.js";import"./shared-83.js";import"./shared-52.js";import"./shared-84.js";import"./shared-6.js";export{Il as autoPasses,Qp as outputs};
