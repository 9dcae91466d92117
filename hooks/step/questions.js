// @bun
import{Dc}from"./s7.js";export{Dc as viewQuestions};
