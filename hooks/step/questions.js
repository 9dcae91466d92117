// @bun
import{Nc}from"./s6.js";export{Nc as viewQuestions};
