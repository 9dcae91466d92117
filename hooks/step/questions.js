// @bun
import{zn,Kt}from"./shared-29.js";import"./shared-35.js";import"./shared-68.js";import"./shared-52.js";import"./shared-84.js";import"./shared-6.js";import"./shared-40.js";import"./shared-10.js";import"./shared-18.js";import"./shared-61.js";import"./shared-62.js";export{zn as viewQuestion,Kt as viewQuestions};
