// @bun
import{El}from"./s79.js";export{El as viewQuestions};
