// @bun
import{jn,Vt}from"./shared-30.js";import"./shared-52.js";import"./shared-56.js";import"./shared-71.js";import"./shared-80.js";import"./shared-14.js";import"./shared-42.js";import"./shared-13.js";import"./shared-15.js";import"./shared-8.js";import"./shared-64.js";export{jn as viewQuestion,Vt as viewQuestions};
