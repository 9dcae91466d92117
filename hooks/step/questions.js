// @bun
import{In,Jt}from"./shared-33.js";import"./shared-55.js";import"./shared-61.js";import"./shared-71.js";import"./shared-83.js";import"./shared-9.js";import"./shared-66.js";import"./shared-8.js";import"./shared-41.js";import"./shared-23.js";import"./shared-63.js";export{In as viewQuestion,Jt as viewQuestions};
