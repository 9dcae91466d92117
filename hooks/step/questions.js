// @bun
import{Nc}from"./s10.js";export{Nc as viewQuestions};
