// @bun
import{Dc}from"./s20.js";export{Dc as viewQuestions};
