// @bun
import{vl}from"./s57.js";export{vl as viewQuestions};
