// @bun
import{Dc}from"./s22.js";export{Dc as viewQuestions};
